package lab.async;

import java.util.concurrent.Callable;

/// What asyncio says in one way, and Java in another.
///
/// @param asyncio how asyncio calls it
/// @param java what Java has for it
/// @param expected what should come of it
/// @param line does it
public record Phrase(String asyncio, String java, Object expected, Callable<?> line) {}
