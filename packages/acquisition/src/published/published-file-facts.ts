/**
 * A file that somebody published, known in advance. Sizes and digests are those that at least two other projects
 * publish, such as TensorFlow Datasets, Keras, torchvision and anomalib; an MD5 that a publisher gives belongs to a file
 * with the same SHA-256.
 */
export interface PublishedFile {
  /** Title of its contents, for messages. */
  title: string;
  /** Subfolder of the user's data folder. */
  folder: string;
  name: string;
  url: string;
  /** Bytes; null where nobody publishes how many. */
  size: number | null;
  /** Hexadecimal; the beginning of it where the publisher gives no more. */
  sha256: string;
  /** Steps that the user has to take, where it cannot be fetched without. */
  byHand?: string;
}
