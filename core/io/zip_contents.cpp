#include "core/io/zip_directory.hpp"
#include "core/io/zip_records.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <limits>

namespace alphascope {
namespace {

/// Owns zlib's state for one raw deflate stream.
class Inflater {
public:
    Inflater() : ready_(inflateInit2(&stream_, -MAX_WBITS) == Z_OK) {}
    ~Inflater() {
        if (ready_)
            inflateEnd(&stream_);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    /// True when `in` is one whole stream that fills `out` but for its last byte, exactly.
    bool fills(std::string_view in, std::string& out) {
        if (!ready_)
            return false;
        std::size_t written = 0, read = 0;
        int status = Z_OK;
        while (status == Z_OK) { // zlib counts in 32 bits; members may be larger
            const uInt in_step = step(in.size() - read), out_step = step(out.size() - written);
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data() + read)); // zlib only reads it
            stream_.next_out = reinterpret_cast<Bytef*>(out.data() + written);
            stream_.avail_in = in_step;
            stream_.avail_out = out_step;
            status = inflate(&stream_, Z_NO_FLUSH); // Z_BUF_ERROR when there is no more input or room: ends the loop
            read += in_step - stream_.avail_in;
            written += out_step - stream_.avail_out;
        }
        return status == Z_STREAM_END && read == in.size() && written == out.size() - 1;
    }

private:
    static uInt step(std::size_t left) {
        return static_cast<uInt>(std::min<std::size_t>(left, std::numeric_limits<uInt>::max()));
    }

    z_stream stream_{};
    bool ready_;
};

} // namespace

Readable<ZipContents> ZipContents::open(const ZipMember& member, MemoryBudget& budget) {
    const auto refuse = [](std::string reason) { return tl::unexpected(std::move(reason)); };
    ZipContents contents;
    contents.stored_ = member.data;
    if (member.method == ZipMethod::deflated) {
        if (member.size >= budget.left())
            return refuse(fmt::format("unpacks to {} bytes, {} of the {} allowed are left; store fewer tokens or heads",
                                      member.size, budget.left(), budget.limit()));
        [[maybe_unused]] const bool taken = budget.take(member.size + 1);
        contents.inflated_.resize(member.size + 1); // one byte of room shows a stream that goes on
        if (!Inflater().fills(member.data, contents.inflated_))
            return refuse(fmt::format("the compressed data are damaged or not the {} bytes announced; copy or write "
                                      "the file again",
                                      member.size));
        contents.inflated_.pop_back();
        contents.stored_ = {};
    }
    if (zip_check_sum(0, contents.bytes()) != member.crc)
        return refuse("the check sum (CRC-32) is wrong: the data are damaged; copy or write the file again");
    return contents;
}

} // namespace alphascope
