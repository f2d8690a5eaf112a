// Share the page with whatever the device shares with; elsewhere copy its address.

export function prepareSharing(data, words) {
  const place = document.querySelector("[data-share]");
  if (!place) return;
  const said = document.querySelector("[data-share-said]");
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
  place.hidden = false;
  place.querySelector("button").addEventListener("click", async () => {
    said.textContent = "";
    if (navigator.share) {
      try {
        await navigator.share({ title: data.title, url: address });
        return;
      } catch (error) {
        if (error.name === "AbortError") return; // they changed their mind
      }
    }
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = words.copied;
    } catch {
      said.textContent = words.copyFailed;
    }
  });
}
