/** Opens a file of the package: its bytes as they come, and how many there are, if that is known. */
export async function open(url) {
    const response = await fetch(url);
    if (!response.ok || !response.body) throw new Error(`${url}: ${response.status} ${response.statusText}`);
    const packed = response.headers.has("content-encoding");
    const length = Number(response.headers.get("content-length"));
    return { stream: response.body, length: packed || !length ? undefined : length };
}
