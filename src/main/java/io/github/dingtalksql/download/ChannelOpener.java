// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Opens local files and folders: where tests have disks fail. */
@FunctionalInterface
interface ChannelOpener {
    FileChannel open(Path path, OpenOption... options) throws IOException;
}
