// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqlErrorsTest {
    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeHasItsStateAndIsTransientOnlyIfItSaysSo(ErrorCode code) {
        SQLException e = SqlErrors.of(new DingTalkException(code, "what", "itsCode", null));
        assertThat(e.getSQLState()).isEqualTo(code.sqlState());
        assertThat(e.getMessage()).isEqualTo("what [itsCode]");
        assertThat(e.getCause()).isInstanceOf(DingTalkException.class);
        assertThat(e instanceof SQLTransientException).isEqualTo(code.isTransient());
        assertThat(e instanceof SQLRecoverableException).isFalse();
    }

    @Test
    void theSubclassFits() {
        assertThat(thrown(ErrorCode.QUERY_TIMEOUT)).isInstanceOf(SQLTimeoutException.class);
        assertThat(thrown(ErrorCode.UNREACHABLE)).isInstanceOf(SQLTransientConnectionException.class);
        assertThat(thrown(ErrorCode.INVALID_PROPERTY)).isInstanceOf(SQLNonTransientConnectionException.class);
        assertThat(thrown(ErrorCode.BAD_CREDENTIALS)).isInstanceOf(SQLInvalidAuthorizationSpecException.class);
        assertThat(thrown(ErrorCode.MISSING_KEYS)).isInstanceOf(SQLSyntaxErrorException.class);
        assertThat(thrown(ErrorCode.UNSUPPORTED)).isInstanceOf(SQLFeatureNotSupportedException.class);
    }

    private static Throwable thrown(ErrorCode code) {
        return SqlErrors.of(code, "what");
    }

    @Test
    void aServiceCodeIsNotSaidTwice() {
        assertThat(SqlErrors.of(new DingTalkException(
                                ErrorCode.NOT_FOUND, "gone: dentryNotExist", "dentryNotExist", null))
                        .getMessage())
                .isEqualTo("gone: dentryNotExist");
    }
}
