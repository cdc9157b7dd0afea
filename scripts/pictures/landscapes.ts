import type { House } from '../console/testing/visitor.ts';

/** Pictures of a library: a name, and the colours of sky, sun, far and near hills. */
const landscapes = [
  { name: '紅葉の街道.png', colours: ['#f6d9b8', '#fff3dc', '#c7703c', '#8c3a22'] },
  { name: '雪の宿場町.png', colours: ['#b9c9dd', '#f7f7f2', '#dfe6ee', '#93a5bb'] },
  { name: '梅の便り.png', colours: ['#f8e3ea', '#fffaf2', '#d58aa4', '#7c5a6b'] },
  { name: '夏の海.png', colours: ['#bfe3ea', '#fffbe6', '#5fa8b8', '#2f6d84'] },
] as const;

/** Draws landscapes and uploads them, so that the library holds something. */
export async function fillLibrary(house: House): Promise<void> {
  const { page, context } = await house.stranger({ viewport: { width: 960, height: 540 } });
  for (const { name, colours } of landscapes) {
    await page.setContent(drawing(colours));
    const bytes = await page.screenshot();
    const answer = await fetch(`${house.product.apiUrl}/api/v1/images?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${house.product.apiKey}`, 'content-type': 'image/png' },
      body: new Uint8Array(bytes),
    });
    if (answer.status !== 201) throw new Error(`Uploading ${name}: ${answer.status} ${await answer.text()}`);
  }
  await context.close();
}

function drawing([sky, sun, far, near]: readonly [string, string, string, string]): string {
  return `<body style="margin:0;background:${sky}"><svg width="960" height="540" viewBox="0 0 960 540">
    <circle cx="700" cy="170" r="80" fill="${sun}"/>
    <path d="M0 360 Q 180 200 360 320 T 700 290 T 960 340 V 540 H 0 Z" fill="${far}"/>
    <path d="M0 470 Q 240 340 480 440 T 960 410 V 540 H 0 Z" fill="${near}"/></svg></body>`;
}
