// The order that Qt keeps between threads, told to the thread sanitizer. Qt is not built with it: without
// this, all that one thread hands to another by an event, a mutex or a semaphore of Qt would look like a
// race.
//
// An event is made before any is delivered after it; who wakes a futex does so before the one who waited goes
// on; a call has been made before somebody who waited for it returns, or takes it down. All of these share
// one mark, which is more order than there is: a race is missed if one of them happens by chance between its
// two sides.
#include <QCoreApplication>
#include <atomic>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <link.h>
#include <linux/futex.h>
#include <new>
#include <sanitizer/tsan_interface.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

extern "C" {
// Of the sanitizer's interface for debuggers, which has no header.
int __tsan_get_report_data(void *report, const char **description, int *count, int *stacks, int *accesses,
                           int *places, int *mutexes, int *threads, int *uniqueThreads, void **sleepTrace,
                           unsigned long traceSize);
int __tsan_get_report_mop(void *report, unsigned long which, int *thread, void **address, int *size,
                          int *write, int *atomic, void **trace, unsigned long traceSize);
}

namespace {

char handedOver; // the mark

using Range = std::pair<quintptr, quintptr>;

int findQt(dl_phdr_info *library, std::size_t, void *found)
{
    if (!std::strstr(library->dlpi_name, "libQt6Core"))
        return 0;
    for (int i = 0; i < library->dlpi_phnum; ++i) {
        const auto &part = library->dlpi_phdr[i];
        const quintptr begin = library->dlpi_addr + part.p_vaddr;
        if (part.p_type == PT_LOAD && (part.p_flags & PF_X) != 0)
            *static_cast<Range *>(found) = {begin, begin + part.p_memsz};
    }
    return 1;
}

bool isInQt(const void *code)
{
    static const Range qt = [] {
        Range found;
        dl_iterate_phdr(findQt, &found);
        return found;
    }();
    const auto at = reinterpret_cast<quintptr>(code);
    return at >= qt.first && at < qt.second;
}

bool beforeDelivery(void **)
{
    __tsan_acquire(&handedOver);
    return false;
}

const bool registered = QInternal::registerCallback(QInternal::EventNotifyCallback, beforeDelivery);

// The library of the code that touched the memory; operators new and delete, and the sanitizer, work for
// others.
bool isTouchedByQt(void *report, unsigned long which)
{
    void *trace[8] = {};
    void *address = nullptr;
    int thread = 0, size = 0, write = 0, atomic = 0;
    __tsan_get_report_mop(report, which, &thread, &address, &size, &write, &atomic, trace, std::size(trace));
    for (void *const at : trace) {
        Dl_info code = {};
        if (!at || dladdr(at, &code) == 0)
            return false;
        const char *const name = code.dli_sname ? code.dli_sname : "";
        const bool allocation = std::strncmp(name, "_Zdl", 4) == 0 || std::strncmp(name, "_Znw", 4) == 0;
        if (!allocation && !std::strstr(code.dli_fname, "libtsan"))
            return std::strstr(code.dli_fname, "libQt6") != nullptr;
    }
    return false;
}

bool isQtsOwn(void *report)
{
    const char *description = nullptr;
    int count = 0, stacks = 0, accesses = 0, places = 0, mutexes = 0, threads = 0, uniqueThreads = 0;
    void *trace[1] = {};
    __tsan_get_report_data(report, &description, &count, &stacks, &accesses, &places, &mutexes, &threads,
                           &uniqueThreads, trace, std::size(trace));
    for (int i = 0; i < accesses; ++i)
        if (isTouchedByQt(report, static_cast<unsigned long>(i)))
            return true;
    return false;
}

} // namespace

void *operator new(std::size_t size)
{
    void *const place = std::malloc(size);
    if (!place)
        throw std::bad_alloc();
    if (isInQt(__builtin_return_address(0))) // it makes an event, and what that carries, before it posts it
        __tsan_release(&handedOver);
    return place;
}

void operator delete(void *place) noexcept
{
    std::free(place);
}

void operator delete(void *place, std::size_t) noexcept
{
    std::free(place);
}

extern "C" {

// Tests start programs and then threads, which the sanitizer takes only when told. The exit code is ours,
// below.
const char *__tsan_default_options()
{
    return "die_after_fork=0:exitcode=0";
}

// A race fails the test, unless one of its two sides is Qt: its atomic counters are not seen.
void __tsan_on_report(void *report)
{
    static std::atomic<bool> failed{false};
    if (isQtsOwn(report))
        std::fputs("This one is Qt's own.\n", stderr);
    else if (!failed.exchange(true))
        std::atexit([] { _exit(66); });
}

// Qt calls this when it has posted an event to a thread that has an event loop.
void g_main_context_wakeup(void *context)
{
    static const auto real = reinterpret_cast<void (*)(void *)>(dlsym(RTLD_NEXT, "g_main_context_wakeup"));
    __tsan_release(&handedOver);
    real(context);
}

// The futex behind QMutex and QSemaphore.
long syscall(long number, ...)
{
    static const auto real = reinterpret_cast<long (*)(long, ...)>(dlsym(RTLD_NEXT, "syscall"));
    va_list list;
    va_start(list, number);
    long argument[6];
    for (long &each : argument)
        each = va_arg(list, long);
    va_end(list);
    const long operation = number == SYS_futex ? argument[1] & FUTEX_CMD_MASK : -1;
    if (operation == FUTEX_WAKE || operation == FUTEX_WAKE_OP)
        __tsan_release(&handedOver);
    const long result =
        real(number, argument[0], argument[1], argument[2], argument[3], argument[4], argument[5]);
    if (operation == FUTEX_WAIT || operation == FUTEX_WAIT_BITSET)
        __tsan_acquire(&handedOver);
    return result;
}

} // extern "C"

#if QT_VERSION < QT_VERSION_CHECK(6, 7, 0)
namespace {

// A call by QMetaObject::invokeMethod() on its way to another thread.
class OrderedCall : public QtPrivate::QSlotObjectBase
{
public:
    explicit OrderedCall(QSlotObjectBase *inner) : QSlotObjectBase(&OrderedCall::work), m_inner(inner) {}

private:
    static void work(int what, QSlotObjectBase *self, QObject *receiver, void **arguments, bool *)
    {
        auto *const call = static_cast<OrderedCall *>(self);
        if (what == Call) {
            call->m_inner->call(receiver, arguments);
            __tsan_release(&handedOver);
        } else if (what == Destroy) {
            __tsan_acquire(&handedOver);
            call->m_inner->destroyIfLastRef();
            delete call;
        }
    }
    QSlotObjectBase *m_inner;
};

} // namespace

bool QMetaObject::invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type,
                                   void *result)
{
    using Invoke = bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *);
    static const auto real = reinterpret_cast<Invoke>(dlsym(
        RTLD_NEXT,
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv"));
    const bool done = real(object, new OrderedCall(slot), type, result);
    if (type == Qt::BlockingQueuedConnection)
        __tsan_acquire(&handedOver);
    return done;
}
#endif
