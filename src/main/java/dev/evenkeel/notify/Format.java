package dev.evenkeel.notify;

/** In what form a receiver wants to be told, spelt as in the configuration. */
public enum Format {
    /** JSON as Prometheus' Alertmanager sends it to webhooks, version 4. */
    json,
    /** The text as the body, and the rest in headers, as ntfy takes it. */
    ntfy,
    /** JSON with the field {@code text}, as Slack takes it, and Mattermost, Rocket.Chat and others, too. */
    slack
}
