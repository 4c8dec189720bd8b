#include "common/sync/peer.h"

#include <algorithm>
#include <memory>

#include <zstd.h>

namespace qm {

std::string compress(std::string_view bytes, int level)
{
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), level);
    out.resize(ZSTD_isError(size) ? 0 : size);
    return out;
}

std::string compressToKeep(std::string_view bytes, int level)
{
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size = ZSTD_compress2(context.get(), out.data(), out.size(), bytes.data(), bytes.size());
    out.resize(ZSTD_isError(size) ? 0 : size);
    return out;
}

Result<std::string> decompress(std::string_view bytes, std::size_t most)
{
    // Streamed into a growing buffer: what a frame claims about its size is not believed.
    const auto broken = [] { return Error { ErrorCode::Invalid, "not a zstd body, or cut off" }; };
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 24);
    std::string out;
    ZSTD_inBuffer in { bytes.data(), bytes.size(), 0 };
    std::size_t state = 1;
    while (in.pos < in.size || state != 0) {
        const std::size_t had = out.size();
        if (had > most)
            return Error { ErrorCode::Invalid, "a body that is too large when unpacked" };
        out.resize(had + std::max<std::size_t>(std::size_t(64) << 10, had / 2));
        ZSTD_outBuffer to { out.data() + had, out.size() - had, 0 };
        const std::size_t before = in.pos;
        state = ZSTD_decompressStream(context.get(), &to, &in);
        out.resize(had + to.pos);
        if (ZSTD_isError(state))
            return broken();
        if (in.pos == before && to.pos == 0)
            return broken();
    }
    if (out.size() > most)
        return Error { ErrorCode::Invalid, "a body that is too large when unpacked" };
    return out;
}

} // namespace qm
