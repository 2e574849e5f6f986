#include "app/media/files/file_writers.h"

#include <QFile>

#ifdef Q_OS_LINUX

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>

namespace postreel {

namespace {

// On a network file system a refused lease means that the server grants none, not that the file is being written.
bool isOnNetwork(int handle)
{
    constexpr decltype(statfs::f_type) cifs = 0xff534d42, smb2 = 0xfe534d42, fuse = 0x65735546, ceph = 0x00c36400;
    struct statfs system = {};
    if (::fstatfs(handle, &system) != 0)
        return true;
    switch (system.f_type) {
    case NFS_SUPER_MAGIC:
    case SMB_SUPER_MAGIC:
    case V9FS_MAGIC:
    case AFS_SUPER_MAGIC:
    case cifs:
    case smb2:
    case fuse:
    case ceph:
        return true;
    default:
        return false;
    }
}

} // namespace

// The kernel grants a read lease only while nobody has the file open for writing. The lease is released at once; a process
// that opens the file for writing in between waits that long, and the kernel signals it with SIGURG, ignored by default.
Writers writersOf(QFile &open)
{
    const int handle = open.handle();
    if (handle < 0 || isOnNetwork(handle) || ::fcntl(handle, F_SETSIG, SIGURG) != 0)
        return Writers::NotKnown;
    if (::fcntl(handle, F_SETLEASE, F_RDLCK) != 0)
        return errno == EAGAIN ? Writers::Some : Writers::NotKnown;
    ::fcntl(handle, F_SETLEASE, F_UNLCK);
    return Writers::None;
}

} // namespace postreel

#endif
