// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A folder or a file as the lists show it: a node of the wiki, and a dentry of the storage.
 *
 * @param dentryId {@value #ROOT} for the root folder of a space
 * @param uuid the node's id
 * @param parentId id of the folder that it is in; "" for the root folder
 * @param wikiSize what the wiki says, which is not always the size
 * @param owner who made it
 */
record Dentry(
        String spaceId,
        String dentryId,
        String uuid,
        String parentId,
        String name,
        DentryKind kind,
        long size,
        long wikiSize,
        long version,
        Person owner,
        Instant createdAt,
        Instant modifiedAt) {
    static final String ROOT = "0";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    static Dentry folder(String spaceId, String dentryId, String parentId, String name, Instant time) {
        return of(spaceId, dentryId, parentId, name, DentryKind.FOLDER, time);
    }

    /** A file, an online document or a shortcut, by its extension. */
    static Dentry file(String spaceId, String dentryId, String parentId, String name, Instant time) {
        return of(spaceId, dentryId, parentId, name, DentryKind.ofName(name), time);
    }

    private static Dentry of(
            String spaceId, String dentryId, String parentId, String name, DentryKind kind, Instant time) {
        String uuid = uuid(spaceId + "/" + dentryId);
        return new Dentry(spaceId, dentryId, uuid, parentId, name, kind, 0, 0, 1, People.OPERATOR, time, time);
    }

    /** 32 letters and digits, as ids of nodes are; the same for the same text. */
    static String uuid(String text) {
        StringBuilder uuid = new StringBuilder();
        for (byte b : Digests.sha256(text.getBytes(StandardCharsets.UTF_8))) {
            uuid.append(DIGITS.charAt((b & 0xff) % DIGITS.length()));
        }
        return uuid.toString();
    }

    Dentry withUuid(String other) {
        return new Dentry(
                spaceId, dentryId, other, parentId, name, kind, size, wikiSize, version, owner, createdAt, modifiedAt);
    }

    Dentry withOwner(Person other) {
        return new Dentry(
                spaceId, dentryId, uuid, parentId, name, kind, size, wikiSize, version, other, createdAt, modifiedAt);
    }

    /** For what has no bytes. */
    Dentry withSize(long bytes) {
        return new Dentry(
                spaceId, dentryId, uuid, parentId, name, kind, bytes, bytes, version, owner, createdAt, modifiedAt);
    }

    /** With a size that the wiki gives although it is not the size of the bytes. */
    Dentry withWikiSize(long bytes) {
        return new Dentry(
                spaceId, dentryId, uuid, parentId, name, kind, size, bytes, version, owner, createdAt, modifiedAt);
    }

    /** One of the versions of the file that this dentry is. */
    Dentry of(EmulatedFile file, FileVersion shown) throws IOException {
        long bytes = shown.bytes().length();
        Instant first = file.versions().get(0).modifiedAt();
        return new Dentry(
                spaceId,
                dentryId,
                uuid,
                parentId,
                name,
                kind,
                bytes,
                wikiSize == 0 ? bytes : wikiSize,
                shown.number(),
                owner,
                first,
                shown.modifiedAt());
    }
}
