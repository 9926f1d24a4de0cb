// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.Locale;
import java.util.Map;

/** What a dentry is, with the names of its category in the two APIs. */
enum DentryKind {
    FOLDER("OTHER", ""),
    /** A folder that stands for another one. */
    SHORTCUT("OTHER", "SHORTCUT"),
    /** An online document: it has no bytes to download. */
    ALIDOC("ALIDOC", "ALI_DOC"),
    DOCUMENT("DOCUMENT", "DOCUMENT"),
    IMAGE("IMAGE", "IMAGE"),
    ARCHIVE("ARCHIVE", "ARCHIVE"),
    OTHER("OTHER", "OTHER");

    private static final Map<String, DentryKind> BY_EXTENSION = Map.ofEntries(
            Map.entry("dlink", SHORTCUT),
            Map.entry("adoc", ALIDOC),
            Map.entry("axls", ALIDOC),
            Map.entry("csv", DOCUMENT),
            Map.entry("tsv", DOCUMENT),
            Map.entry("txt", DOCUMENT),
            Map.entry("pdf", DOCUMENT),
            Map.entry("docx", DOCUMENT),
            Map.entry("xlsx", DOCUMENT),
            Map.entry("png", IMAGE),
            Map.entry("jpg", IMAGE),
            Map.entry("zip", ARCHIVE),
            Map.entry("gz", ARCHIVE));

    private final String wikiName;
    private final String storageName;

    DentryKind(String wikiName, String storageName) {
        this.wikiName = wikiName;
        this.storageName = storageName;
    }

    /** The kind of what is no folder. */
    static DentryKind ofName(String name) {
        return BY_EXTENSION.getOrDefault(extension(name).toLowerCase(Locale.ROOT), OTHER);
    }

    static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    String wikiName() {
        return wikiName;
    }

    /** "" for a folder, which has none. */
    String storageName() {
        return storageName;
    }

    boolean isFolder() {
        return this == FOLDER || this == SHORTCUT;
    }
}
