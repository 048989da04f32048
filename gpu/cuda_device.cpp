#include "gpu/device.hpp"
#include "gpu/launch.hpp"

#include <cuda_runtime_api.h>
#include <fmt/format.h>

namespace alphascope::gpu {
namespace {

tl::unexpected<Error> none(const std::string& reason) {
    return failure(ErrorCode::unavailable, "no CUDA device found (" + reason + ")");
}

Result<void> checked(cudaError_t status, const char* what) {
    if (status == cudaSuccess)
        return {};
    cudaGetLastError(); // what can be forgotten is not to meet the next call
    return failure(ErrorCode::unavailable,
                   fmt::format("the CUDA device could not {}: {}", what, cudaGetErrorString(status)), "engine cuda");
}

class CudaDevice final : public Device {
public:
    CudaDevice(const cudaDeviceProp& properties, cudaStream_t stream, bool pooled)
        : name_(fmt::format("{}, compute capability {}.{}", properties.name, properties.major, properties.minor)),
          stream_(stream), pooled_(pooled) {}
    ~CudaDevice() override { cudaStreamDestroy(stream_); }
    CudaDevice(const CudaDevice&) = delete;
    CudaDevice& operator=(const CudaDevice&) = delete;

    std::string name() const override { return name_; }
    std::size_t free_memory() const override {
        std::size_t free = 0, total = 0;
        return cudaMemGetInfo(&free, &total) == cudaSuccess ? free : 0;
    }
    Result<void*> allocate(std::size_t bytes) override {
        void* memory = nullptr;
        const cudaError_t status = pooled_ ? cudaMallocAsync(&memory, bytes, stream_) : cudaMalloc(&memory, bytes);
        if (status != cudaErrorMemoryAllocation)
            return checked(status, "give memory").map([&] { return memory; });
        cudaGetLastError();
        return failure(
            ErrorCode::unavailable,
            fmt::format("the CUDA device has no {:.2f} GB left ({:.2f} GB are free): choose fewer tokens or a "
                        "smaller part of the map, or engine cpu",
                        static_cast<double>(bytes) * 1e-9, static_cast<double>(free_memory()) * 1e-9),
            "engine cuda");
    }
    void release(void* memory) override { pooled_ ? cudaFreeAsync(memory, stream_) : cudaFree(memory); }
    Result<void> upload(const void* from, void* to, std::size_t bytes) override {
        // From pageable memory, which all of ours is, the call returns when `from` is read.
        return checked(cudaMemcpyAsync(to, from, bytes, cudaMemcpyHostToDevice, stream_), "take data");
    }
    Result<void> download(const void* from, void* to, std::size_t width, std::size_t rows,
                          std::size_t stride) override {
        if (auto sent =
                checked(cudaMemcpy2DAsync(to, stride, from, width, width, rows, cudaMemcpyDeviceToHost, stream_),
                        "give its results");
            !sent)
            return sent;
        return wait();
    }
    Result<void> launch(const Kernel& kernel, Size blocks) override {
        return checked(static_cast<cudaError_t>(gpu::launch(kernel, blocks, stream_)), "start a kernel");
    }
    Result<void> wait() override { return checked(cudaStreamSynchronize(stream_), "finish its work"); }

private:
    std::string name_;
    cudaStream_t stream_;
    bool pooled_; ///< memory in the order of the stream: cheap to take and give back
};

/// Tiles come and go by the frame: memory given back is kept for the next, up to this.
constexpr std::uint64_t kept_bytes = std::uint64_t{1} << 30;

bool use_pool() {
    int supported = 0;
    cudaMemPool_t pool = nullptr;
    std::uint64_t kept = kept_bytes;
    return cudaDeviceGetAttribute(&supported, cudaDevAttrMemoryPoolsSupported, 0) == cudaSuccess && supported != 0 &&
           cudaDeviceGetDefaultMemPool(&pool, 0) == cudaSuccess &&
           cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &kept) == cudaSuccess;
}

} // namespace

Result<std::shared_ptr<Device>> find_device() {
    // Without a driver the runtime reports an outdated one; its version 0 tells the two apart.
    int driver = 0;
    if (cudaDriverGetVersion(&driver) != cudaSuccess || driver == 0)
        return none("no NVIDIA driver is loaded");
    int count = 0;
    if (const cudaError_t status = cudaGetDeviceCount(&count); status != cudaSuccess)
        return none(cudaGetErrorString(status));
    if (count == 0)
        return none("the driver lists none");
    cudaDeviceProp properties{};
    if (const cudaError_t status = cudaGetDeviceProperties(&properties, 0); status != cudaSuccess)
        return none(cudaGetErrorString(status));
    if (!can_launch())
        return none(fmt::format("{} has compute capability {}.{}, for which this program has no code", properties.name,
                                properties.major, properties.minor));
    cudaStream_t stream = nullptr;
    if (const cudaError_t status = cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking); status != cudaSuccess)
        return none(cudaGetErrorString(status));
    return std::make_shared<CudaDevice>(properties, stream, use_pool());
}

} // namespace alphascope::gpu
