#include "choices.h"

#include <sstream>

namespace simulation {

// splitmix64 (Steele, Lea, Flood 2014).
std::uint64_t Random::next()
{
    m_state += 0x9E3779B97F4A7C15ull;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

std::string Random::bytes(std::size_t count)
{
    std::string bytes;
    bytes.reserve(count + 8);
    while (bytes.size() < count) {
        std::uint64_t drawn = next();
        for (int i = 0; i < 8; ++i, drawn >>= 8)
            bytes.push_back(static_cast<char>(drawn & 0xFF));
    }
    bytes.resize(count);
    return bytes;
}

void Choices::beginStep()
{
    if (!m_isReplay)
        m_script.emplace_back();
    ++m_step;
    m_at = 0;
}

std::uint32_t Choices::choose(std::uint32_t n)
{
    if (n < 2 || m_step == 0)
        return 0;
    if (!m_isReplay) {
        m_script.back().push_back(static_cast<std::uint32_t>(m_random.next() % n));
        return m_script.back().back();
    }
    if (m_step > m_script.size())
        return 0;
    const auto& step = m_script[m_step - 1];
    return m_at < step.size() ? step[m_at++] % n : 0;
}

std::string scriptText(const Script& script)
{
    std::string text;
    for (const auto& step : script) {
        if (!text.empty())
            text.push_back('/');
        for (std::size_t i = 0; i < step.size(); ++i)
            text += (i ? "," : "") + std::to_string(step[i]);
    }
    return text;
}

Script parseScript(const std::string& text)
{
    Script script;
    std::istringstream steps(text);
    for (std::string step; std::getline(steps, step, '/');) {
        script.emplace_back();
        std::istringstream values(step);
        for (std::string value; std::getline(values, value, ',');)
            script.back().push_back(static_cast<std::uint32_t>(std::stoul(value)));
    }
    return script;
}

} // namespace simulation
