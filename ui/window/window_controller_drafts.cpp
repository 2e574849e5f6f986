#include "ui/readiness.h"
#include "ui/window/account_controller.h"
#include "ui/window/draft_controller.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/window_controller.h"

#include <QMessageBox>
#include <QPushButton>

namespace postreel {

// Posts the oldest draft first. Asks for confirmation, as there may be many.
void WindowController::postAllDrafts()
{
    QStringList ready;
    int others = 0;
    const QueueModel &posts = m_window.queue().model();
    for (int row = posts.rowCount() - 1; row >= 0; --row) {
        const PostView &post = posts.postAt(row);
        if (post.state != PostState::Draft)
            continue;
        if (whyNotPost(post).isEmpty())
            ready << post.id;
        else
            ++others;
    }
    if (ready.isEmpty()) {
        m_window.messages().addBriefMessage(Severity::Quiet, others == 0 ? tr("There are no drafts.")
                                                                 : tr("No draft is ready to be posted. Each says in the list what it needs."));
        return;
    }
    auto *box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(tr("Post all drafts"));
    box->setText(tr("Post %n draft(s)?", nullptr, static_cast<int>(ready.size())));
    if (others > 0)
        box->setInformativeText(tr("%n other(s) need something first and stay drafts.", nullptr, others));
    QPushButton *post = box->addButton(tr("Post &all"), QMessageBox::AcceptRole);
    box->setEscapeButton(box->addButton(QMessageBox::Cancel));
    box->setDefaultButton(post);
    connect(post, &QPushButton::clicked, this, [this, ready] { m_drafts->postDrafts(ready); });
    box->open();
}

// A submitted Post without a destination (possible from the command line) becomes a draft again until one is chosen.
void WindowController::chooseDestination(const PostView &post, PostAction action)
{
    if (post.state != PostState::Draft)
        m_drafts->takeBack({post.id});
    if (action == PostAction::ConnectX)
        return m_accounts->connectX();
    if (post.id != m_drafts->draft())
        m_forSandbox << post.id;
    requestSandbox();
}

} // namespace postreel
