#include "app/store/records.h"

#include "app/base/enum_names.h"

namespace postreel {

namespace {

constexpr EnumNames<UploadState, 14> uploadStates{{
    {UploadState::Queued, "Queued"},
    {UploadState::Checking, "Checking"},
    {UploadState::NeedsFix, "NeedsFix"},
    {UploadState::Fixing, "Fixing"},
    {UploadState::Initializing, "Initializing"},
    {UploadState::Sending, "Sending"},
    {UploadState::Finalizing, "Finalizing"},
    {UploadState::Processing, "Processing"},
    {UploadState::Ready, "Ready"},
    {UploadState::Waiting, "Waiting"},
    {UploadState::NeedsSignIn, "NeedsSignIn"},
    {UploadState::Paused, "Paused"},
    {UploadState::Cancelled, "Cancelled"},
    {UploadState::Failed, "Failed"},
}};

constexpr EnumNames<PostState, 13> postStates{{
    {PostState::Draft, "Draft"},
    {PostState::Scheduled, "Scheduled"},
    {PostState::WaitingForMedia, "Waiting for media"},
    {PostState::Attaching, "Attaching"},
    {PostState::Posting, "Posting"},
    {PostState::Unconfirmed, "Unconfirmed"},
    {PostState::AskPerson, "AskPerson"},
    {PostState::Posted, "Posted"},
    {PostState::Waiting, "Waiting"},
    {PostState::NeedsSignIn, "NeedsSignIn"},
    {PostState::Paused, "Paused"},
    {PostState::Cancelled, "Cancelled"},
    {PostState::Failed, "Failed"},
}};

constexpr EnumNames<WaitReason, 16> waitReasons{{
    {WaitReason::None, "None"},
    {WaitReason::Offline, "Offline"},
    {WaitReason::CaptivePortal, "CaptivePortal"},
    {WaitReason::Certificate, "Certificate"},
    {WaitReason::Proxy, "Proxy"},
    {WaitReason::ProxySignIn, "ProxySignIn"},
    {WaitReason::RateLimit, "RateLimit"},
    {WaitReason::UsageCap, "UsageCap"},
    {WaitReason::TokenRefused, "TokenRefused"},
    {WaitReason::ServerTrouble, "ServerTrouble"},
    {WaitReason::FileAway, "FileAway"},
    {WaitReason::StillWritten, "StillWritten"},
    {WaitReason::MediaNotYet, "MediaNotYet"},
    {WaitReason::LookingUp, "LookingUp"},
    {WaitReason::Metered, "Metered"},
    {WaitReason::Storage, "Storage"},
}};

constexpr EnumNames<AccountState, 4> accountStates{{
    {AccountState::SignedIn, "SignedIn"},
    {AccountState::SessionOnly, "SessionOnly"},
    {AccountState::Ended, "Ended"},
    {AccountState::SignedOut, "SignedOut"},
}};

constexpr EnumNames<UploadKind, 3> uploadKinds{{
    {UploadKind::Media, "media"},
    {UploadKind::Cover, "cover"},
    {UploadKind::Subtitle, "subtitle"},
}};

constexpr EnumNames<WireForm, 3> wireForms{{
    {WireForm::Unknown, "unknown"},
    {WireForm::Resource, "resource"},
    {WireForm::Command, "command"},
}};

constexpr EnumNames<Verdict, 4> verdicts{{
    {Verdict::Unknown, "unknown"},
    {Verdict::Ready, "ready"},
    {Verdict::MayBeRefused, "may be refused"},
    {Verdict::WillBeRefused, "X will refuse"},
}};

constexpr EnumNames<FixKind, 10> fixKinds{{
    {FixKind::None, "none"},
    {FixKind::Text, "text"},
    {FixKind::Remux, "remux"},
    {FixKind::Trim, "trim"},
    {FixKind::Audio, "audio"},
    {FixKind::Video, "video"},
    {FixKind::Both, "both"},
    {FixKind::Fit, "fit"},
    {FixKind::Picture, "picture"},
    {FixKind::Gif, "gif"},
}};

} // namespace

bool isOfNetwork(WaitReason reason)
{
    return reason == WaitReason::Offline || reason == WaitReason::CaptivePortal || reason == WaitReason::Certificate
        || reason == WaitReason::Proxy || reason == WaitReason::ProxySignIn;
}

bool mayEndByStart(WaitReason reason)
{
    return reason == WaitReason::Metered || reason == WaitReason::Certificate || reason == WaitReason::Proxy
        || reason == WaitReason::ProxySignIn || reason == WaitReason::StillWritten;
}

// clang-format off
QString nameOf(UploadState state) { return enumName(uploadStates, state); }
QString nameOf(PostState state) { return enumName(postStates, state); }
QString nameOf(WaitReason reason) { return enumName(waitReasons, reason); }
QString nameOf(AccountState state) { return enumName(accountStates, state); }
QString nameOf(UploadKind kind) { return enumName(uploadKinds, kind); }
QString nameOf(WireForm form) { return enumName(wireForms, form); }
QString nameOf(Verdict verdict) { return enumName(verdicts, verdict); }
QString nameOf(FixKind kind) { return enumName(fixKinds, kind); }

UploadState uploadStateOf(const QString &name) { return enumValue(uploadStates, name).value_or(UploadState::Queued); }
PostState postStateOf(const QString &name) { return enumValue(postStates, name).value_or(PostState::Draft); }
WaitReason waitReasonOf(const QString &name) { return enumValue(waitReasons, name).value_or(WaitReason::None); }
AccountState accountStateOf(const QString &name)
{
    return enumValue(accountStates, name).value_or(AccountState::SignedIn);
}
UploadKind uploadKindOf(const QString &name) { return enumValue(uploadKinds, name).value_or(UploadKind::Media); }
WireForm wireFormOf(const QString &name) { return enumValue(wireForms, name).value_or(WireForm::Unknown); }
Verdict verdictOf(const QString &name) { return enumValue(verdicts, name).value_or(Verdict::Unknown); }
FixKind fixKindOf(const QString &name) { return enumValue(fixKinds, name).value_or(FixKind::None); }

QStringList uploadStateNames() { return enumNameList(uploadStates); }
QStringList postStateNames() { return enumNameList(postStates); }
QStringList waitReasonNames() { return enumNameList(waitReasons); }
QStringList verdictNames() { return enumNameList(verdicts); }
QStringList fixKindNames() { return enumNameList(fixKinds); }
// clang-format on

bool isVideo(const MediaFacts &facts)
{
    return facts.mediaCategory == QLatin1String("tweet_video");
}

bool isVideo(const Upload &upload)
{
    return upload.kind == UploadKind::Media && isVideo(upload.facts);
}

Upload userChoicesOf(const Upload &upload)
{
    return {.postId = upload.postId,
            .kind = upload.kind,
            .parentId = upload.parentId,
            .position = upload.position,
            .file = upload.file,
            .account = upload.account,
            .altText = upload.altText,
            .language = upload.language,
            .title = upload.title,
            .description = upload.description,
            .coverMs = upload.coverMs,
            .sendAnyway = upload.sendAnyway,
            .accepted = upload.accepted,
            .fix = upload.fix,
            .trimStartMs = upload.trimStartMs,
            .trimEndMs = upload.trimEndMs,
            .soundStream = upload.soundStream,
            .deadlineAtMs = upload.deadlineAtMs};
}

qint64 Upload::ackedBytes() const
{
    qint64 bytes = 0;
    for (const Segment &segment : segments)
        if (segment.acked)
            bytes += segment.length;
    return bytes;
}

} // namespace postreel
