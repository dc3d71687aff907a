package dev.darkroom.protocol;

import java.util.stream.Stream;

/**
 * The one catalogue of refusals: HTTP status and the contract's exact text, with {@code %s} where a
 * value goes. Sources: reference/upload-api.md 2.3 and 4.1, reference/admin-api.md 1,
 * reference/delivery-and-transformations.md 9.
 */
public enum ErrorCode {
  MISSING_PARAMETER(400, "Missing required parameter - %s"),
  INVALID_PARAMETER(400, "Invalid value for parameter %s: %s"),
  INVALID_BODY(400, "Invalid request body - %s"),
  INVALID_SIGNATURE(401, "Invalid Signature %s. String to sign - '%s'."),
  STALE_REQUEST(400, "Stale request - reported time is %s which is more than 1 hour ago"),
  UNSIGNED_WITHOUT_PRESET(400, "Upload preset must be specified when using unsigned upload"),
  UPLOAD_PRESET_NOT_FOUND(400, "Upload preset not found"),
  UPLOAD_PRESET_NOT_UNSIGNED(400, "Upload preset must be whitelisted for unsigned uploads"),
  UNSIGNED_PARAMETER(
      400,
      "%s parameter is not allowed when using unsigned upload. Only %s parameters are allowed."),
  INVALID_DELETE_TOKEN(400, "Invalid token"),
  FORMAT_NOT_ALLOWED(400, "Image file format %s not allowed"),
  NO_SUBSCRIPTION(400, "You don't have an active subscription for %s"),
  INVALID_ADD_ON(400, "%s is invalid"),
  INVALID_DETECTION(400, "Detection invalid model '%s'"),
  INVALID_MODERATION(400, "Moderation %s moderation is not valid"),
  INVALID_SCRIPT(400, "Invalid %s script - %s"),
  UNKNOWN_API_KEY(401, "Unknown API key %s"),
  API_SECRET_MISMATCH(401, "api_secret mismatch"),
  INVALID_CREDENTIALS(401, "Invalid credentials"),
  INVALID_TOKEN(401, "Invalid token"),
  INVALID_CLOUD_NAME(401, "Invalid cloud_name %s"),
  CLOUD_DISABLED(401, "cloud_name is disabled"),
  ENVIRONMENT_NOT_EMPTY(400, "Sub account %s still has assets"),
  FIRST_ENVIRONMENT(400, "Sub account %s is the one that the server's settings name"),
  UNSUPPORTED_PARAMETER(400, "Parameter %s is not supported yet"),
  UNSUPPORTED_RESOURCE_TYPE(400, "Unsupported resource type - %s"),
  EMPTY_FILE(400, "Empty file"),
  INVALID_IMAGE_FILE(400, "Invalid image file"),
  UNSUPPORTED_VIDEO(400, "Unsupported video format or file"),
  NO_VIDEO_MODULE(400, "%s needs ffmpeg, which this server does not have"),
  CHUNK_TOO_SMALL(400, "All parts except EOF-chunk must be larger than 5mb"),
  PASSWORD_PROTECTED(400, "Invalid image file - it is protected by a password"),
  FILE_TOO_LARGE(400, "File size too large. Got %s. Maximum is %s."),
  IMAGE_TOO_LARGE(
      400, "Maximum total number of pixels in all frames/pages is %s Megapixels. Got %s."),
  UNSUPPORTED_SOURCE_URL(400, "Unsupported source URL: %s"),
  SOURCE_NOT_LOADED(400, "Error in loading %s - %s"),
  ILLEGAL_VALUE(400, "Illegal value for %s: %s"),
  TOO_MANY_VALUES(400, "Too many values for parameter %s: at most %s"),
  TARGET_EXISTS(400, "to_public_id (%s) already exists"),
  SAME_TARGET(400, "to_public_id (%s) is the same as from_public_id"),
  FOLDER_NOT_EMPTY(400, "Folder is not empty"),
  FOLDER_NOT_FOUND(404, "Can't find folder with path %s"),
  UNKNOWN_METADATA(400, "Metadata External IDs do not exist: %s"),
  INVALID_METADATA(400, "%s"),
  LAST_ACCESS_KEY(
      400, "The last active access key of a product environment cannot be disabled or deleted"),
  SUB_ACCOUNT_NOT_FOUND(404, "Cannot find sub account with id %s"),
  NOT_SUBSCRIBED(403, "%s is not available on this server"),
  TRANSFORMATION_NOT_ALLOWED(401, "Transformation %s is not allowed without a signature"),
  METADATA_CONFLICT(409, "external id %s already exists"),
  CONFLICT(409, "%s already exists"),
  DELIVERY_UNDER_WAY(409, "Delivery %s is being attempted right now"),
  EVENT_EXPIRED(410, "The event of delivery %s is no longer kept"),
  NO_RESOURCES_FOUND(404, "No resources found"),
  TOO_MANY_RESOURCES(400, "Maximum number of resources is %s"),
  LINK_EXPIRED(401, "The link has expired"),
  RESOURCE_NOT_FOUND(404, "Resource not found - %s"),
  NOT_FOUND(404, "%s not found - %s"),
  UNKNOWN_ENDPOINT(404, "Unknown endpoint - %s"),
  METHOD_NOT_ALLOWED(400, "Method %s is not allowed for %s"),
  INVALID_TRANSFORMATION_VALUE(400, "Invalid %s in transformation: %s"),
  UNKNOWN_TRANSFORMATION(400, "Unknown transformation %s"),
  UNSUPPORTED_TRANSFORMATION(400, "Unsupported transformation parameter - %s"),
  INVALID_TRANSFORMATION_COMPONENT(400, "Invalid transformation component - %s"),
  TRANSFORMATION_TOO_LONG(400, "Transformation is limited to %s"),
  RESULT_TOO_LARGE(400, "Maximum result is %s. Got %s."),
  INVALID_URL_SIGNATURE(401, "Invalid Signature in URL %s"),
  ACCESS_DENIED(401, "ACL deny"),
  RENDER_TOO_SLOW(400, "Transformation took longer than %s seconds"),
  WORK_TOO_SLOW(400, "Request took longer than %s seconds, use async for it"),
  INVALID_NOTIFICATION_URL(400, "Invalid notification URL: %s"),
  INVALID_EVENT_TYPE(400, "Invalid event type: %s"),
  INVALID_URI_TYPE(400, "Invalid uri_type: %s"),
  INVALID_FILTER(400, "Invalid filter: %s"),
  INVALID_TEMPLATE(400, "Invalid payload_template: %s"),
  TOO_MANY_NOTIFICATION_URLS(400, "Number of notification URLs is limited to %s"),
  QUERY_ERROR(400, "Query Error (at position %s)"),
  QUERY_TOO_SLOW(400, "Query took longer than %s seconds"),
  VISUAL_SEARCH_UNAVAILABLE(403, "Visual search by text is not available"),
  RATE_LIMITED(420, "Rate Limit Exceeded. %s"),
  OVERLOADED(503, "The server is busy, try again in %s seconds"),
  UNAVAILABLE(503, "%s is not available, try again"),
  GENERAL_ERROR(500, "General Error");

  /** So many characters of a caller's value are repeated. */
  private static final int LONGEST_SHOWN = 255;

  private final int status;
  private final String text;

  ErrorCode(int status, String text) {
    this.status = status;
    this.text = text;
  }

  /** The HTTP status the contract gives this refusal. */
  public int status() {
    return status;
  }

  /** The contract's text with its values filled in; long ones are cut. */
  public String text(Object... values) {
    return text.formatted(Stream.of(values).map(this::shown).toArray());
  }

  /**
   * Callers compare the string to sign with theirs, and what is wrong with metadata is a list of
   * our own sentences: these are whole.
   */
  private Object shown(Object value) {
    String whole = String.valueOf(value);
    if (whole.length() <= LONGEST_SHOWN || this == INVALID_SIGNATURE || this == INVALID_METADATA) {
      return value;
    }
    boolean splits = Character.isHighSurrogate(whole.charAt(LONGEST_SHOWN - 1));
    return whole.substring(0, splits ? LONGEST_SHOWN - 1 : LONGEST_SHOWN) + "…";
  }
}
