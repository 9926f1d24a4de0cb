// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Tells addresses of the public internet from those that a URL made by a stranger must not lead us to. */
final class AddressGuard {
    private AddressGuard() {}

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublicV4(bytes, 0) : isPublicV6((Inet6Address) address, bytes);
    }

    private static boolean isPublicV4(byte[] bytes, int at) {
        int a = bytes[at] & 0xff;
        int b = bytes[at + 1] & 0xff;
        int c = bytes[at + 2] & 0xff;
        return switch (a) {
            case 0, 10, 127 -> false;
            case 100 -> b < 64 || b > 127;
            case 169 -> b != 254;
            case 172 -> b < 16 || b > 31;
            case 192 -> b != 168 && !(b == 0 && c == 0);
            case 198 -> b != 18 && b != 19;
            default -> a < 224;
        };
    }

    // An IPv6 address can carry an IPv4 one that a gateway unpacks: compatible, NAT64 (64:ff9b::/96), 6to4 (2002::/16).
    private static boolean isPublicV6(Inet6Address address, byte[] bytes) {
        if ((bytes[0] & 0xfe) == 0xfc) {
            return false;
        }
        if (address.isIPv4CompatibleAddress() || startsWith(bytes, 0x00, 0x64, 0xff, 0x9b)) {
            return isPublicV4(bytes, 12);
        }
        if (startsWith(bytes, 0x20, 0x02)) {
            return isPublicV4(bytes, 2);
        }
        return true;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
