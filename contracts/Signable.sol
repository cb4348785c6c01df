// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Signatures} from "./Signatures.sol";
import {ISignable, Signed} from "./interfaces/ISignable.sol";

/// @title Signable: whoever acts by EIP-712 signature, so that somebody else may send it
///
/// @dev One entry for all acts, which calls this contract as the account itself would. So no act has two ways through the code.
abstract contract Signable is ISignable {
    Signatures private immutable _signatures = new Signatures();

    /// @dev Who signed the act under way; set only while this contract calls itself.
    address private transient _signer;

    /// @inheritdoc ISignable
    function actBySignature(bytes calldata act, Signed calldata) external {
        // `Signatures` has the same function, which returns who signed: so this call goes on to it as it came.
        bytes memory signer = Address.functionStaticCall(address(_signatures), msg.data);
        _signer = abi.decode(signer, (address));
        Address.functionCall(address(this), act);
        _signer = address(0);
    }

    /// @inheritdoc ISignable
    function signatures() external view returns (address) {
        return address(_signatures);
    }

    /// @dev Whose act this is: the caller's, or the signer's of an act by signature.
    function _actor() internal view returns (address) {
        return msg.sender == address(this) ? _signer : msg.sender;
    }
}
