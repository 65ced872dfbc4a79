package dev.evenkeel.engine;

/**
 * A command in a container, as the engine has it.
 *
 * @param exitCode of the command once it has ended
 * @param pid of the command in the engine's process namespace; 0 before it has begun
 */
public record EngineExec(boolean running, int exitCode, long pid) {}
