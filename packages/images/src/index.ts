export { type FitPicture, fitPicture, type PictureFault } from './fit-picture.ts';
export { forgetImages } from './forget-images.ts';
export { type Image, keepImage, listImages } from './keep-image.ts';
export { type RemovedImage, removeImage } from './remove-image.ts';
