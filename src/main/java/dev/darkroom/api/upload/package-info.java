/**
 * The edge of uploading and destroying: from a streamed body to a typed message, and back to the
 * contract's JSON. It may know the request package, the bus, the blobs, the language and the
 * protocol. Start with {@link dev.darkroom.api.upload.UploadHandler}.
 */
@NullMarked
package dev.darkroom.api.upload;

import org.jspecify.annotations.NullMarked;
