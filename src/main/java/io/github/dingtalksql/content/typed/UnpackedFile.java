// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.RemoteFile;
import io.github.dingtalksql.remote.Representation;
import java.util.Optional;

/** A file of which one reads what is in it: if it is gzip, the content unpacked, else itself. Read from the start only. */
public record UnpackedFile(RemoteFile packed) implements RemoteFile {
    @Override
    public String name() {
        return packed.name();
    }

    @Override
    public ByteStream open(long from, long to) {
        if (from != 0) {
            throw new DingTalkException(ErrorCode.UNSUPPORTED, "File " + name() + " is read from its start only");
        }
        return new GzipBytes(name(), packed.open(0, Long.MAX_VALUE));
    }

    @Override
    public boolean startBeside(Runnable work) {
        return packed.startBeside(work);
    }

    @Override
    public String fingerprint() {
        return packed.fingerprint();
    }

    /** Of the packed bytes. */
    @Override
    public Optional<Representation> representation() {
        return packed.representation();
    }
}
