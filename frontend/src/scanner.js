// Reads QR codes from the camera. Used by pages that offer the camera beside another way.
//
//   const scanner = new TidtamScanner(videoElement, { onCode: (text) => … });
//   await scanner.start();   // throws what getUserMedia throws: NotAllowedError, NotFoundError …
//   scanner.stop();

import jsQR from "jsqr";

const WIDEST = 640; // Enough to read a code on a screen, small enough for a cheap phone.
const PAUSE = 120; // Milliseconds between looks.

class TidtamScanner {
  #video;
  #onCode;
  #stream = null;
  #timer = null;
  #canvas = document.createElement("canvas");

  constructor(video, { onCode }) {
    this.#video = video;
    this.#onCode = onCode;
  }

  static isPossible() {
    return Boolean(navigator.mediaDevices?.getUserMedia);
  }

  async start() {
    this.stop();
    this.#stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment" } });
    this.#video.srcObject = this.#stream;
    this.#video.playsInline = true;
    this.#video.muted = true;
    await this.#video.play();
    this.#look();
  }

  stop() {
    clearTimeout(this.#timer);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#video.srcObject = null;
  }

  #look() {
    if (!this.#stream) return;
    const text = this.#read();
    if (text) {
      this.stop();
      this.#onCode(text);
      return;
    }
    this.#timer = setTimeout(() => this.#look(), PAUSE);
  }

  #read() {
    const { videoWidth, videoHeight } = this.#video;
    if (!videoWidth) return "";
    const scale = Math.min(1, WIDEST / videoWidth);
    this.#canvas.width = Math.round(videoWidth * scale);
    this.#canvas.height = Math.round(videoHeight * scale);
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(this.#video, 0, 0, this.#canvas.width, this.#canvas.height);
    const { data, width, height } = context.getImageData(0, 0, this.#canvas.width, this.#canvas.height);
    return jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data ?? "";
  }
}

window.TidtamScanner = TidtamScanner;
