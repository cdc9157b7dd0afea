import { useState } from 'react';

/** A letter in small, as the product writes it: its own page in a frame where no script runs, loaded when it comes into view. */
export function Thumbnail({ src }: { src: string }) {
  const [there, setThere] = useState('');
  return (
    <span className="thumbnail" aria-hidden="true">
      <iframe
        src={src}
        title=""
        sandbox=""
        loading="lazy"
        tabIndex={-1}
        data-there={there === src}
        onLoad={() => setThere(src)}
      />
    </span>
  );
}
