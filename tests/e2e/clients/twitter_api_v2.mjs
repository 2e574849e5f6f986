// usage: node twitter_api_v2.mjs BASE VIDEO PICTURE
// The client speaks to https://api.x.com; a request plugin, its own means for that, points it elsewhere.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { TwitterApi } from 'twitter-api-v2';

const [base, videoFile, pictureFile] = process.argv.slice(2);
const target = new URL(base);
const toSandbox = {
    onBeforeRequest({ computedParams }) {
        computedParams.url.protocol = target.protocol;
        computedParams.url.host = target.host;
    },
};
const client = new TwitterApi('any-token-will-do', { plugins: [toSandbox], httpAgent: new http.Agent({ keepAlive: true }) });
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const inspect = async (path) => (await fetch(new URL(path, base))).json();

const video = readFileSync(videoFile);
const videoId = await client.v2.uploadMedia(video, { media_type: 'video/mp4', media_category: 'tweet_video' });
const picture = readFileSync(pictureFile);
const pictureId = await client.v2.uploadMedia(picture, { media_type: 'image/png' });
await client.v2.createMediaMetadata(pictureId, { alt_text: { text: 'A test picture' } });

const me = await client.v2.me({ 'user.fields': ['subscription_type', 'verified'] });
assert.equal(me.data.username, 'sandbox');

const post = await client.v2.tweet('From another client & its author', { media: { media_ids: [videoId] } });
assert.match(post.data.text, /^From another client &amp; its author https:\/\/t\.co\//);
const reply = await client.v2.reply('And a picture', post.data.id, { media: { media_ids: [pictureId] } });

const timeline = await client.v2.userTimeline(me.data.id, {
    max_results: 5,
    'tweet.fields': ['attachments', 'created_at', 'referenced_tweets'],
    expansions: ['attachments.media_keys'],
});
assert.deepEqual(timeline.tweets.map((tweet) => tweet.id), [reply.data.id, post.data.id]);
assert.equal(timeline.tweets[0].referenced_tweets[0].id, post.data.id);
assert.equal(timeline.includes.media.length, 2);

const { uploads } = await inspect('/sandbox/uploads');
const uploaded = (id) => uploads.find((upload) => upload.id === id);
assert.equal(uploaded(videoId).sha256, sha256(video));
assert.equal(uploaded(pictureId).sha256, sha256(picture));
assert.equal(uploaded(pictureId).alt, 'A test picture');
assert.ok(Object.keys(uploaded(videoId).segments).length > 1, 'the sample fits into one chunk');

await assert.rejects(client.v2.tweet('No such media', { media: { media_ids: ['1'] } }), (error) => {
    assert.equal(error.code, 400);
    assert.match(JSON.stringify(error.data), /Your media IDs are invalid/);
    return true;
});
console.log(`posted ${base}/i/status/${post.data.id}, ${Object.keys(uploaded(videoId).segments).length} segments, sha256 ${sha256(video)}`);
process.exit(0);
