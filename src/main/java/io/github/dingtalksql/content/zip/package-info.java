/** Layer 3: the files inside a zip file, read by ranges and unpacked as they are wanted, with bounds against bombs. */
@NullMarked
package io.github.dingtalksql.content.zip;

import org.jspecify.annotations.NullMarked;
