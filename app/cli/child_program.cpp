#include "app/cli/child_program.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

extern char** environ;

namespace alphascope::cli {
namespace {

/// The two ends of a pipe, closed with it.
class Pipe {
public:
    Pipe() { is_open_ = ::pipe2(ends_.data(), O_CLOEXEC) == 0; }
    ~Pipe() {
        close_writing();
        if (is_open_)
            ::close(ends_[0]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    bool is_open() const { return is_open_; }
    int reading() const { return ends_[0]; }
    int writing() const { return ends_[1]; }
    void close_writing() {
        if (is_open_ && ends_[1] >= 0)
            ::close(ends_[1]);
        ends_[1] = -1;
    }

private:
    std::array<int, 2> ends_{-1, -1};
    bool is_open_ = false;
};

/// 0, or why it could not be started.
int start(const std::vector<std::string>& words, const Pipe& out, const Pipe& err, pid_t& process) {
    std::vector<char*> arguments;
    for (const std::string& word : words)
        arguments.push_back(const_cast<char*>(word.c_str())); // posix_spawn leaves them as they are
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out.writing(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err.writing(), STDERR_FILENO);
    posix_spawnattr_t attributes; // this program waits for signals on a thread of its own, the child as usual
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    const int problem = ::posix_spawnp(&process, arguments[0], &actions, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}

/// False at the end of the stream.
bool read_some(int from, std::string& text) {
    std::array<char, 4096> bytes;
    const ssize_t count = ::read(from, bytes.data(), bytes.size());
    if (count > 0)
        text.append(bytes.data(), static_cast<std::size_t>(count));
    return count > 0 || (count < 0 && errno == EINTR);
}

} // namespace

Result<ChildOutcome> run_child(const std::vector<std::string>& words, const RunContext& run,
                               const std::function<void(const std::string&)>& line) {
    Pipe out, err;
    pid_t process = -1;
    if (!out.is_open() || !err.is_open())
        return failure(ErrorCode::io, std::strerror(errno), words[0]);
    if (const int problem = start(words, out, err, process))
        return problem == ENOENT || problem == EACCES
                   ? Result<ChildOutcome>(ChildOutcome{127, {}, std::strerror(problem)})
                   : failure(ErrorCode::io, std::strerror(problem), words[0]);
    out.close_writing();
    err.close_writing();
    ChildOutcome outcome{};
    std::array<pollfd, 2> streams{pollfd{out.reading(), POLLIN, 0}, pollfd{err.reading(), POLLIN, 0}};
    std::size_t told = 0;
    while (streams[0].fd >= 0 || streams[1].fd >= 0) {
        if (run.cancelled())
            ::kill(process, SIGKILL);
        if (::poll(streams.data(), streams.size(), 50) <= 0)
            continue;
        for (std::size_t k = 0; k < streams.size(); ++k)
            if (streams[k].revents && !read_some(streams[k].fd, k == 0 ? outcome.out : outcome.err))
                streams[k].fd = -1; // poll passes it over
        for (std::size_t end; line && (end = outcome.out.find('\n', told)) != std::string::npos; told = end + 1)
            line(outcome.out.substr(told, end - told));
    }
    int state = 0;
    while (::waitpid(process, &state, 0) < 0 && errno == EINTR)
        ;
    if (run.cancelled())
        return failure(ErrorCode::cancelled, "stopped");
    outcome.status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
    return outcome;
}

} // namespace alphascope::cli
