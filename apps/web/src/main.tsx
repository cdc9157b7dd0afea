import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { styleNonce } from './look/style-nonce.ts';

// Where dialogs keep the page from scrolling, a style is made by a library that reads the nonce from here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
