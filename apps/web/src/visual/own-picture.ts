import { ownAddress } from '../images/use-images.ts';

/** Where the editor loads a picture from: one of the workspace's own from the API; any other is not asked for, and a grey field stands for it. */
export function ownPicture(address: string): string {
  return /^https?:\/\/\S+\/a\/[\w-]{24}\.(png|jpe?g|gif|webp)$/.test(address)
    ? ownAddress({ url: address })
    : greyField;
}

const greyField = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="240" viewBox="0 0 600 240"><rect width="600" height="240" fill="#e7e3d8"/><g fill="none" stroke="#8b8577" stroke-width="5"><rect x="252" y="78" width="96" height="78" rx="8"/><path d="m256 150 32-34 22 22 14-14 22 24"/></g><circle cx="322" cy="100" r="8" fill="#8b8577"/></svg>`,
)}`;
