#include "app/cli/interrupt.hpp"

#include "core/base/error.hpp"

#include <csignal>
#include <unistd.h>

namespace alphascope::cli {

static sigset_t interrupting_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR1); // ends the waiter when the program is done
    return signals;
}

Interrupt::Interrupt() {
    const sigset_t signals = interrupting_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    waiter_ = std::thread([stop = stop_, signals]() mutable {
        for (int received = 0; sigwait(&signals, &received) == 0 && received != SIGUSR1; stop.request_stop())
            if (stop.stop_requested())
                _exit(exit_status(ErrorCode::cancelled));
    });
}

Interrupt::~Interrupt() {
    pthread_kill(waiter_.native_handle(), SIGUSR1);
    waiter_.join();
}

} // namespace alphascope::cli
