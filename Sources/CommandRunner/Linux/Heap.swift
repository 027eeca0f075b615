import CProcess

/// Lets all threads of this process take their memory from one heap, and no thread reserve one of its own.
///
/// A dozen threads that allocate little would each hold on to what they were given, and could go on allocating from it
/// where the process gets no more. To be called first of all.
package func shareHeap() { _ = cprocess_share_heap() }
