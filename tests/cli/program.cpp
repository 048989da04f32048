#include "tests/cli/program.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

constexpr const char* out_name = ".stdout";
constexpr const char* err_name = ".stderr";

void redirect(int descriptor, const fs::path& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || ::dup2(file, descriptor) < 0)
        ::_exit(126);
    ::close(file);
}

/// In the child, between fork and exec: only calls that are safe there, and the environment of a machine without
/// display.
[[noreturn]] void become(std::vector<char*>& arguments, const fs::path& folder, const fs::path& out,
                         const fs::path& err) {
    if (::chdir(folder.c_str()) != 0)
        ::_exit(126);
    redirect(STDOUT_FILENO, out);
    redirect(STDERR_FILENO, err);
    ::unsetenv("DISPLAY");
    ::unsetenv("WAYLAND_DISPLAY");
    ::unsetenv("QT_QPA_PLATFORM");
    ::setenv("XDG_DATA_HOME", folder.c_str(), 1);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

} // namespace

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "alphascope-test-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        throw std::runtime_error("cannot make a temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::permissions(path_, fs::perms::owner_all, ignored);
    fs::remove_all(path_, ignored);
}

std::vector<std::string> TemporaryFolder::names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(path_)) {
        const std::string name = entry.path().filename().string();
        if (name != out_name && name != err_name)
            names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> Outcome::error_lines() const {
    std::vector<std::string> lines;
    std::istringstream in(err);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

RunningProgram::RunningProgram(const Arguments& arguments, const TemporaryFolder& folder)
    : out_(folder / out_name), err_(folder / err_name) {
    Arguments words{ALPHASCOPE_CLI};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    process_ = ::fork();
    if (process_ < 0)
        throw std::runtime_error("cannot start a process");
    if (process_ == 0)
        become(pointers, folder.path(), out_, err_);
}

void RunningProgram::signal(int number) const {
    ::kill(process_, number);
}

Outcome RunningProgram::wait(std::chrono::seconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    int state = 0;
    while (::waitpid(process_, &state, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end)
            signal(SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    const int status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
    return {status, file_text(out_), file_text(err_)};
}

Outcome run_cli(const Arguments& arguments, const TemporaryFolder& folder) {
    return RunningProgram(arguments, folder).wait();
}

std::string file_text(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_text(const fs::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}
