// Reading a barcode with the camera, where the browser can: what is read is put in a field, as a
// handheld scanner does it. <button data-kamera="the field's id"> is shown where it works.
(() => {
  "use strict";
  const button = document.querySelector("[data-kamera]");
  if (!button || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const field = document.getElementById(button.dataset.kamera);
  const picture = document.querySelector("[data-kamera-bild]");
  const video = picture.querySelector("video");
  const AGAIN = 2500;
  let last = "";
  let detector = null;

  const stop = () => {
    for (const track of video.srcObject?.getTracks() ?? []) track.stop();
    video.srcObject = null;
    picture.hidden = true;
    button.hidden = false;
    button.focus();
  };

  // As the Enter of a scanner; a script alone can't make the browser send the form by a key.
  const enter = (text) => {
    field.value = text;
    const key = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
    if (field.dispatchEvent(key)) field.form?.requestSubmit();
  };

  const look = async () => {
    if (!video.srcObject) return;
    const [found] = await detector.detect(video).catch(() => []);
    if (found && found.rawValue !== last) {
      last = found.rawValue;
      setTimeout(() => { last = ""; }, AGAIN);
      enter(found.rawValue);
    }
    setTimeout(look, 150);
  };

  const start = async () => {
    detector ??= new BarcodeDetector();
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      field.focus();
      return; // no camera, or not allowed: the field is there
    }
    picture.hidden = false;
    button.hidden = true;
    await video.play();
    look();
  };

  button.hidden = false;
  button.addEventListener("click", start);
  picture.querySelector("[data-kamera-slut]").addEventListener("click", stop);
})();
