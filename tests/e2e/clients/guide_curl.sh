#!/bin/sh
# curl follows X's media upload guide word for word against a sandbox, through to the Post.
# usage: guide_curl.sh PATH-OF-postreel-sandbox
# Exit 0: uploaded, posted, same bytes. 77: curl or ffmpeg is missing.
set -eu
sandbox=$1
for tool in curl ffmpeg sha256sum; do
    command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
work=$(mktemp -d)
pid=
cleanup() {
    [ -z "$pid" ] || { kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; }
    rm -rf "$work"
}
trap cleanup EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

# The member of a one-line JSON answer, for flat names such as "id".
member() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" "$2" | head -n 1; }

"$sandbox" --open --port 0 --dir "$work/state" >"$work/ready" &
pid=$!
tries=0
until grep -q '^listening on ' "$work/ready"; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || fail "the sandbox does not listen"
    sleep 0.1
done
base=$(sed -n 's/^listening on //p' "$work/ready")
YOUR_ACCESS_TOKEN=any-token-will-do

file=$work/video.mp4
ffmpeg -v error -f lavfi -i testsrc2=size=640x360:rate=30 -f lavfi -i sine -t 6 \
    -c:v libx264 -b:v 2M -pix_fmt yuv420p -c:a aac "$file"
total=$(wc -c <"$file" | tr -d ' ')

curl --silent --show-error --location "$base/2/media/upload" \
    --header "Authorization: Bearer $YOUR_ACCESS_TOKEN" \
    --header 'Content-Type: multipart/form-data' \
    --form 'command=INIT' \
    --form 'media_type=video/mp4' \
    --form "total_bytes=$total" \
    --form 'media_category=amplify_video' >"$work/init"
id=$(member id "$work/init")
case $id in '' | *[!0-9]*) fail "INIT: $(cat "$work/init")" ;; esac
[ "$(member media_key "$work/init")" = "13_$id" ] || fail "INIT gives no media_key: $(cat "$work/init")"

# The guide: a file may be split into chunks, numbered from 0.
split -b 400000 -d -a 3 "$file" "$work/chunk-"
index=0
for chunk in "$work"/chunk-*; do
    status=$(curl --silent --show-error --location "$base/2/media/upload" \
        --header "Authorization: Bearer $YOUR_ACCESS_TOKEN" \
        --header 'Content-Type: multipart/form-data' \
        --form 'command=APPEND' \
        --form "media_id=$id" \
        --form "segment_index=$index" \
        --form "media=@$chunk" --output "$work/append" --write-out '%{http_code}')
    case $status in 2??) ;; *) fail "APPEND $index: $status $(cat "$work/append")" ;; esac
    [ ! -s "$work/append" ] || fail "APPEND $index answers with a body: $(cat "$work/append")"
    index=$((index + 1))
done
[ "$index" -gt 1 ] || fail "the sample fits into one chunk"

curl --silent --show-error --location --request POST "$base/2/media/upload" \
    --header "Authorization: Bearer $YOUR_ACCESS_TOKEN" \
    --header 'Content-Type: multipart/form-data' \
    --form 'command=FINALIZE' \
    --form "media_id=$id" >"$work/finalize"
grep -q '"processing_info"' "$work/finalize" || fail "FINALIZE: $(cat "$work/finalize")"
[ "$(member size "$work/finalize")" = "$total" ] || fail "FINALIZE gives another size: $(cat "$work/finalize")"

polls=0
while :; do
    curl --silent --show-error --location --request GET "$base/2/media/upload?command=STATUS&media_id=$id" \
        --header "Authorization: Bearer $YOUR_ACCESS_TOKEN" >"$work/status"
    state=$(member state "$work/status")
    case $state in
    succeeded) break ;;
    pending | in_progress) sleep "$(member check_after_secs "$work/status")" ;;
    *) fail "STATUS: $(cat "$work/status")" ;;
    esac
    polls=$((polls + 1))
    [ "$polls" -lt 30 ] || fail "processing does not end"
done

# The guide's own command lacks a line continuation before --data.
curl --silent --show-error --location "$base/2/tweets" \
    --header 'Content-Type: application/json' \
    --header "Authorization: Bearer $YOUR_ACCESS_TOKEN" \
    --data '{
    "text": "I made a post with media!",
     "media": {
       "media_ids": [
            "'"$id"'"
        ]
    }
}' >"$work/post"
post=$(member id "$work/post")
case $post in '' | *[!0-9]*) fail "Create Post: $(cat "$work/post")" ;; esac
grep -q 'I made a post with media! https://t.co/' "$work/post" || fail "Create Post: $(cat "$work/post")"

sent=$(sha256sum "$file" | cut -d ' ' -f 1)
curl --silent --show-error "$base/sandbox/uploads" >"$work/uploads"
[ "$(member sha256 "$work/uploads")" = "$sent" ] || fail "the bytes differ: $(cat "$work/uploads")"
curl --silent --show-error "$base/media/$id/file" | cmp - "$file" || fail "the served file differs"
curl --silent --show-error --range 1000-1999 "$base/media/$id/file" >"$work/range"
tail -c +1001 "$file" | head -c 1000 | cmp - "$work/range" || fail "the served range differs"
curl --silent --show-error "$base/i/status/$post" | grep -q '<video controls' || fail "the page shows no video"
echo "posted $base/i/status/$post, $index segments, sha256 $sent"
