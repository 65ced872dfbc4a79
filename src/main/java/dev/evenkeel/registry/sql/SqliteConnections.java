package dev.evenkeel.registry.sql;

import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Connections to the one file, which is ours because the data directory is: its lock keeps others out. */
final class SqliteConnections implements SqlConnections {

    private final AgroalDataSource dataSource;
    private final Path file;
    private final ReentrantLock writing = new ReentrantLock(true);

    /** Closing it closes {@code dataSource}. */
    SqliteConnections(AgroalDataSource dataSource, Path file) {
        this.dataSource = dataSource;
        this.file = file;
    }

    @Override
    public <T> T read(Query<T> query) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return query.run(connection);
        }
    }

    @Override
    public <T> T write(Write<T> write) throws SQLException {
        writing.lock();
        try (Connection connection = dataSource.getConnection();
                SqlTransaction transaction = SqlTransaction.begin(connection)) {
            T result = write.run(transaction);
            transaction.commit();
            return result;
        } finally {
            writing.unlock();
        }
    }

    /** Always: nobody can take the data directory away from a process that runs. */
    @Override
    public void requireHeld() {}

    /** Never: a file that does not answer is an error of the disk, and every write tells of that one by itself. */
    @Override
    public void onReturn(Runnable listener) {}

    /** SQLite keeps what is new beside the rest, until it puts the two together. */
    @Override
    public long bytes() {
        return Stream.of("", "-wal", "-shm")
                .map(suffix -> file.resolveSibling(file.getFileName() + suffix))
                .mapToLong(SqliteConnections::size)
                .sum();
    }

    @Override
    public void close() {
        dataSource.close();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }
}
