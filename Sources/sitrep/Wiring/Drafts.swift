import Clients
import CommandRunner
import FilesLocal

extension DraftFiles {
  /// Drafts below the state folder, readable by their owner alone.
  static func below(_ folder: String) -> DraftFiles {
    DraftFiles(
      make: { text throws(EditorFailure) in
        do throws(FileFailure) {
          return try draftFile(text, in: folder, ending: "md")
        } catch {
          throw .failed(error.words)
        }
      },
      read: { path throws(EditorFailure) in
        do throws(FileFailure) {
          return try localFiles().read(path)
        } catch {
          throw .failed(error.words)
        }
      },
      remove: removeDraft)
  }
}
