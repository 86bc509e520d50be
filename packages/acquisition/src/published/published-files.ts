/** A file that somebody published, known in advance. */
export interface PublishedFile {
  /** What it holds, as messages name it. */
  title: string;
  /** Subfolder of the user's data folder. */
  folder: string;
  name: string;
  url: string;
  /** Bytes; null where nobody publishes how many. */
  size: number | null;
  /** Hexadecimal; the beginning of it where the publisher gives no more. */
  sha256: string;
  /** What the user has to do, where it cannot be fetched without. */
  byHand?: string;
}

const toronto = 'https://www.cs.toronto.edu/~kriz/';
const imageNet = 'https://image-net.org/data/ILSVRC/2012/';
const signUp =
  'sign up at https://image-net.org/download, accept the terms, and go to the page of ILSVRC2012';

// Sizes and digests are those that at least two other projects publish, such as TensorFlow Datasets, Keras, torchvision
// and anomalib; the MD5 that the publisher gives belongs to a file with the same SHA-256.
export const publishedFiles = {
  cifar10Binary: {
    title: 'CIFAR-10',
    folder: 'cifar10',
    name: 'cifar-10-binary.tar.gz',
    url: `${toronto}cifar-10-binary.tar.gz`,
    size: 170_052_171,
    sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
  },
  cifar10Python: {
    title: 'CIFAR-10',
    folder: 'cifar10',
    name: 'cifar-10-python.tar.gz',
    url: `${toronto}cifar-10-python.tar.gz`,
    size: 170_498_071,
    sha256: '6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce',
  },
  cifar100Binary: {
    title: 'CIFAR-100',
    folder: 'cifar100',
    name: 'cifar-100-binary.tar.gz',
    url: `${toronto}cifar-100-binary.tar.gz`,
    size: 168_513_733,
    sha256: '58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec',
  },
  cifar100Python: {
    title: 'CIFAR-100',
    folder: 'cifar100',
    name: 'cifar-100-python.tar.gz',
    url: `${toronto}cifar-100-python.tar.gz`,
    size: 169_001_437,
    sha256: '85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7',
  },
  emnist: {
    title: 'EMNIST',
    folder: 'emnist',
    name: 'gzip.zip',
    url: 'https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip',
    size: 561_753_746,
    sha256: 'fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e',
  },
  mvtec: {
    title: 'MVTec-AD',
    folder: 'mvtec',
    name: 'mvtec_anomaly_detection.tar.xz',
    url: 'https://www.mydrive.ch/shares/38536/3830184030e49fe74747669442f0f282/download/420938113-1629952094/mvtec_anomaly_detection.tar.xz',
    size: 5_264_982_680,
    sha256: 'cf4313b13603bec67abb49ca959488f7eedce2a9f7795ec54446c649ac98cd3d',
  },
  pascalVoc: {
    title: 'Pascal VOC2007',
    folder: 'pascalvoc',
    name: 'VOCtrainval_06-Nov-2007.tar',
    url: 'http://host.robots.ox.ac.uk/pascal/VOC/voc2007/VOCtrainval_06-Nov-2007.tar',
    size: 460_032_000,
    sha256: '7d8cd951101b0957ddfd7a530bdc8a94f06121cfc1e511bb5937e973020c7508',
  },
  imageNetTrain: {
    title: 'ImageNet, ILSVRC2012',
    folder: 'imagenet',
    name: 'ILSVRC2012_img_train.tar',
    url: `${imageNet}ILSVRC2012_img_train.tar`,
    size: 147_897_477_120,
    sha256: 'b08200a27a8e34218a0e58fde36b0fe8f73bc377f4acea2d91602057c3ca45bb',
    byHand: signUp,
  },
  imageNetVal: {
    title: 'ImageNet, ILSVRC2012',
    folder: 'imagenet',
    name: 'ILSVRC2012_img_val.tar',
    url: `${imageNet}ILSVRC2012_img_val.tar`,
    size: 6_744_924_160,
    sha256: 'c7e06a6c0baccf06d8dbeb6577d71efff84673a5dbdd50633ab44f8ea0456ae0',
    byHand: signUp,
  },
  imageNetDevkit: {
    title: 'ImageNet, ILSVRC2012',
    folder: 'imagenet',
    name: 'ILSVRC2012_devkit_t12.tar.gz',
    url: `${imageNet}ILSVRC2012_devkit_t12.tar.gz`,
    size: null,
    sha256: 'b59243268c0d266621fd587d2018f69e906fb22875aca0e295b48cafaa927953',
    byHand: signUp,
  },
  vgg11Bn: {
    title: "Torchvision's vgg11_bn, trained on ImageNet",
    folder: 'pretrained',
    name: 'vgg11_bn-6002323d.pth',
    url: 'https://download.pytorch.org/models/vgg11_bn-6002323d.pth',
    size: null,
    sha256: '6002323d',
  },
} satisfies Record<string, PublishedFile>;
