// Share the page with whatever the device shares with; elsewhere copy its address.

export function prepareSharing() {
  const place = document.querySelector("[data-share]");
  if (!place) return;
  const said = document.querySelector("[data-share-said]");
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
  place.hidden = false;
  place.querySelector("button").addEventListener("click", async () => {
    said.textContent = "";
    if (navigator.share) {
      try {
        await navigator.share({ title: document.querySelector("h1").textContent, url: address });
        return;
      } catch (error) {
        if (error.name === "AbortError") return; // they changed their mind
      }
    }
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = place.dataset.shareCopied;
    } catch {
      said.textContent = place.dataset.shareFailed;
    }
  });
}
