// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens sockets to public addresses only, and knows those that are open. The check stands where the socket connects, because OkHttp's {@code Dns} hook
 * is not asked for literal addresses, and because a name may resolve differently the second time.
 *
 * <p>The proxy that the JVM is told to use may have any address: whoever runs the JVM chose it.
 */
final class GuardedSockets extends SocketFactory {
    private final boolean anywhere;
    private final Set<String> proxies = ConcurrentHashMap.newKeySet();
    private final Map<Ends, WatchedSocket> connected = new ConcurrentHashMap<>();

    /** @param anywhere whether to connect to any address all the same */
    GuardedSockets(boolean anywhere) {
        this.anywhere = anywhere;
    }

    /** What tells one open connection of this machine from the others. */
    private record Ends(SocketAddress here, SocketAddress there) {
        static @Nullable Ends of(Socket socket) {
            SocketAddress here = socket.getLocalSocketAddress();
            SocketAddress there = socket.getRemoteSocketAddress();
            return here == null || there == null ? null : new Ends(here, there);
        }
    }

    /** The socket from here that {@code socket} is or, with TLS, lies over; null if it is none of these. */
    @Nullable
    WatchedSocket find(Socket socket) {
        Ends ends = Ends.of(socket);
        return ends == null ? null : connected.get(ends);
    }

    /** The JVM's own proxy selection, remembered so that its proxies pass. */
    ProxySelector proxySelector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                ProxySelector chosen = ProxySelector.getDefault();
                List<Proxy> found = chosen == null ? List.of(Proxy.NO_PROXY) : chosen.select(uri);
                for (Proxy proxy : found) {
                    if (proxy.address() instanceof InetSocketAddress address) {
                        proxies.add(key(address));
                    }
                }
                return found;
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                ProxySelector chosen = ProxySelector.getDefault();
                if (chosen != null) {
                    chosen.connectFailed(uri, address, failure);
                }
            }
        };
    }

    @Override
    public Socket createSocket() {
        return new WatchedSocket() {
            private volatile @Nullable Ends ends;

            @Override
            public void connect(SocketAddress target, int timeoutMillis) throws IOException {
                if (target instanceof InetSocketAddress address && !mayConnect(address)) {
                    throw new ForbiddenAddressException();
                }
                super.connect(target, timeoutMillis);
                Ends known = Ends.of(this);
                ends = known;
                if (known != null) {
                    connected.put(known, this);
                }
            }

            @Override
            public void close() throws IOException {
                Ends known = ends;
                if (known != null) {
                    connected.remove(known, this);
                }
                super.close();
            }
        };
    }

    private boolean mayConnect(InetSocketAddress target) {
        InetAddress address = target.getAddress();
        return anywhere || address == null || AddressGuard.isPublic(address) || proxies.contains(key(target));
    }

    private static String key(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress target) throws IOException {
        Socket socket = createSocket();
        socket.connect(target, 0);
        return socket;
    }
}
