// A certified OAuth 2.0 server (the npm package oidc-provider, found in the current folder) in front of a
// postreel-sandbox: PKCE for all, a public and a confidential client, rotating refresh tokens. What comes with an access
// token of its own goes on to the sandbox, what does not is refused with 401.
//
//   node oidc_server.mjs SANDBOX-URL SANDBOX-TOKEN CALLBACK TOKEN-SECONDS      prints "listening on URL"
import http from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const [sandbox, sandboxToken, callback, seconds] = process.argv.slice(2);
const found = createRequire(path.join(process.cwd(), 'x.js')).resolve('oidc-provider');
const { default: Provider } = await import(pathToFileURL(found));

const scopes = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'];
const client = (more) => ({
    redirect_uris: [callback], response_types: ['code'], grant_types: ['authorization_code', 'refresh_token'],
    application_type: 'native', scope: scopes.join(' '), ...more });

const server = http.createServer();
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const base = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(base, {
    clients: [client({ client_id: 'native-app', token_endpoint_auth_method: 'none' }),
        client({ client_id: 'web-app', client_secret: 'the secret of the web app', token_endpoint_auth_method: 'client_secret_basic' })],
    scopes,
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    features: { devInteractions: { enabled: true }, revocation: { enabled: true } },
    routes: { authorization: '/i/oauth2/authorize', token: '/2/oauth2/token', revocation: '/2/oauth2/revoke' },
    ttl: { AccessToken: Number(seconds), AuthorizationCode: 30, RefreshToken: 86400, Grant: 86400, Session: 86400,
        Interaction: 3600 },
    findAccount: async (_, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    cookies: { keys: ['a key of the test'] },
});
provider.on('server_error', (_, error) => console.error(error));
for (const event of ['grant.error', 'authorization.error', 'revocation.error'])
    provider.on(event, (_, error) => console.error(event, error.error, error.error_description));
// All that must stay secret, for the test that looks for it.
const secrets = [];
provider.on('grant.success', (ctx) => {
    const { code, code_verifier, refresh_token } = ctx.oidc.params;
    secrets.push([code, code_verifier, refresh_token, ctx.body.access_token, ctx.body.refresh_token].filter(Boolean));
});

function refuse(answer) {
    answer.writeHead(401, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' }));
}

async function forward(request, answer) {
    const bearer = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const token = bearer && await provider.AccessToken.find(bearer);
    if (!token || token.isExpired) {
        request.resume();
        return refuse(answer);
    }
    const target = new URL(request.url, sandbox);
    const headers = { ...request.headers, host: target.host, authorization: `Bearer ${sandboxToken}` };
    const onward = http.request(target, { method: request.method, headers }, (said) => {
        answer.writeHead(said.statusCode, said.headers);
        said.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    request.pipe(onward);
}

const oauth = provider.callback();
server.on('request', (request, answer) => {
    if (request.url === '/test/grants') // one list for each that was given
        answer.end(JSON.stringify(secrets));
    else if (request.url.startsWith('/2/') && !request.url.startsWith('/2/oauth2/'))
        forward(request, answer);
    else
        oauth(request, answer);
});
console.log(`listening on ${base}`);
