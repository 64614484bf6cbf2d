// A photograph with the camera, where there is one; without, the file field of the page does the same.
const form = document.querySelector("[data-camera]");

if (form && navigator.mediaDevices?.getUserMedia) {
  const finder = form.querySelector(".viewfinder");
  const video = form.querySelector("video");
  const shoot = form.querySelector("[data-shoot]");
  const file = form.querySelector("input[type=file]");

  const start = async () => {
    const wanted = { facingMode: form.dataset.camera, width: { ideal: 1280 }, height: { ideal: 960 } };
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted });
    await video.play();
    finder.hidden = shoot.hidden = false;
    for (const other of form.querySelectorAll(".choose, input[type=file], [data-send]")) other.hidden = true;
  };

  shoot.addEventListener("click", () => {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d").drawImage(video, 0, 0);
    canvas.toBlob(
      (blob) => {
        const chosen = new DataTransfer();
        chosen.items.add(new File([blob], "picture.jpg", { type: "image/jpeg" }));
        file.files = chosen.files;
        form.submit();
      },
      "image/jpeg",
      0.9,
    );
  });

  // Refused or missing: the file field stays.
  start().catch(() => {});
}
