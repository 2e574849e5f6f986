# shellcheck shell=bash
# Videos made by ffmpeg, so that the repository holds none. Sourced.

# make_video FILE [SECONDS [SIZE [PATTERN]]]: an MP4 that X takes: H.264 High, 4:2:0, 30 fps, AAC.
make_video()
{
    local file=$1 seconds=${2:-6} size=${3:-1280x720} pattern=${4:-testsrc2}
    ffmpeg -nostdin -loglevel error -y \
        -f lavfi -i "$pattern=size=$size:rate=30" -f lavfi -i "sine=frequency=440:sample_rate=48000" \
        -t "$seconds" -c:v libx264 -preset veryfast -profile:v high -pix_fmt yuv420p -g 60 -flags +cgop \
        -c:a aac -b:a 128k -movflags +faststart "$file"
}
