package dev.evenkeel.backup;

enum BackupReason {}
