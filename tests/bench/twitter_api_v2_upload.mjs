// usage: node twitter_api_v2_upload.mjs BASE TOKEN-FILE VIDEO
// Uploads a video with the client's own defaults. It speaks to https://api.x.com; a request plugin, its own means for
// that, points it elsewhere.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { TwitterApi } from 'twitter-api-v2';

const [base, tokenFile, videoFile] = process.argv.slice(2);
const target = new URL(base);
const toServer = {
    onBeforeRequest({ computedParams }) {
        computedParams.url.protocol = target.protocol;
        computedParams.url.host = target.host;
    },
};
const token = readFileSync(tokenFile, 'utf8').trim();
const client = new TwitterApi(token, { plugins: [toServer], httpAgent: new http.Agent({ keepAlive: true }) });
await client.v2.uploadMedia(readFileSync(videoFile), { media_type: 'video/mp4', media_category: 'tweet_video' });
process.exit(0);
