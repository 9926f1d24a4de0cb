// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/**
 * Takes the character set off {@code N'…'}, {@code _UTF8'…'} and {@code U&'…'}: every text is Unicode here, and Calcite
 * compares no two of different sets.
 */
final class PlainLiterals extends SqlShuttle {
    @Override
    public @Nullable SqlNode visit(SqlLiteral literal) {
        if (literal instanceof SqlCharStringLiteral text) {
            NlsString value = text.getValueAs(NlsString.class);
            if (value.getCharsetName() != null) {
                return SqlLiteral.createCharString(value.getValue(), text.getParserPosition());
            }
        }
        return literal;
    }
}
