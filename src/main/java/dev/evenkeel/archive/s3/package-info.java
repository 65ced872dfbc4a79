/** Archives in a bucket of a service that speaks S3. The only place that knows the SDK. */
@NullMarked
package dev.evenkeel.archive.s3;

import org.jspecify.annotations.NullMarked;
