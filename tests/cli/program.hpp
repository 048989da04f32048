#pragma once
// Runs programs as a shell would and keeps what they say.

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// A new empty folder, removed with everything in it at the end of the scope.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::filesystem::path& name) const { return path_ / name; }
    /// Names of what is in it, sorted; the files that keep a program's output are not counted.
    std::vector<std::string> names() const;

private:
    std::filesystem::path path_;
};

struct Outcome {
    int status = -1; ///< as a shell gives it: the exit status, or 128 + the signal that ended the program
    std::string out, err;
    std::vector<std::string> error_lines() const;
};

using Arguments = std::vector<std::string>;

/// A running alphascope-cli with `folder` as working folder and as the place of user data, and with no display. It is
/// killed (status 137) when it runs longer than a generous limit: a hang is a failure, not a stuck test run.
class RunningProgram {
public:
    RunningProgram(const Arguments& arguments, const TemporaryFolder& folder);
    void signal(int number) const;
    Outcome wait(std::chrono::seconds limit = std::chrono::seconds(300));

private:
    int process_ = -1;
    std::filesystem::path out_, err_;
};

/// Runs alphascope-cli to its end.
Outcome run_cli(const Arguments& arguments, const TemporaryFolder& folder);

std::string file_text(const std::filesystem::path& path);
void write_text(const std::filesystem::path& path, std::string_view text);

inline bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}
